/*
 * Randomness without state: every draw is a pure function of its name.
 *
 * The name is (seed, stream, walker, step). Going back, jumping to a step and running on several
 * threads need no generator to be carried along, and give the same walk.
 *
 * Source: Philox-4x32-10, Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011; the known-answer vectors of its reference are in the unit test.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

/* The numbers are part of every name: a stream that goes leaves its number unused. */
enum random_stream { RANDOM_NOISE, RANDOM_BATCH, RANDOM_TEST = 3 };

struct random_name {
    uint64_t seed;
    enum random_stream stream;
    uint32_t walker;
    uint64_t step;
};

/* One application of Philox-4x32-10: counter and key in, four words out. */
void random_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* Four words of 32 random bits. */
void random_words(const struct random_name *name, uint32_t out[4]);

/* Two doubles uniform in (0, 1): odd multiples of 2^-53, never 0 and never 1. */
void random_uniform(const struct random_name *name, double out[2]);

/* Two independent draws from the standard normal distribution (Box and Muller 1958). */
void random_normal(const struct random_name *name, double out[2]);

#endif
