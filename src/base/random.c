/* Philox-4x32-10 (Salmon et al. 2011) and the distributions drawn from it. */
#include "base/random.h"

#include <math.h>

#include "base/number.h"

enum { ROUNDS = 10 };

static const uint32_t multiplier[2] = {0xD2511F53u, 0xCD9E8D57u};
static const uint32_t weyl[2] = {0x9E3779B9u, 0xBB67AE85u}; /* golden ratio, sqrt(3) - 1 */

void random_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]};
    uint32_t k[2] = {key[0], key[1]};
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t a = (uint64_t)multiplier[0] * c[0];
        uint64_t b = (uint64_t)multiplier[1] * c[2];
        uint32_t next[4] = {(uint32_t)(b >> 32) ^ c[1] ^ k[0], (uint32_t)b,
                            (uint32_t)(a >> 32) ^ c[3] ^ k[1], (uint32_t)a};
        for (int i = 0; i < 4; i++)
            c[i] = next[i];
        k[0] += weyl[0];
        k[1] += weyl[1];
    }
    for (int i = 0; i < 4; i++)
        out[i] = c[i];
}

void random_words(const struct random_name *name, uint32_t out[4])
{
    const uint32_t counter[4] = {(uint32_t)name->step, (uint32_t)(name->step >> 32), name->walker,
                                 (uint32_t)name->stream};
    const uint32_t key[2] = {(uint32_t)name->seed, (uint32_t)(name->seed >> 32)};
    random_philox(counter, key, out);
}

/* 52 bits, and half a step more, so that neither 0 nor 1 comes out: that takes the 53rd. */
static double uniform(uint32_t high, uint32_t low)
{
    uint64_t bits = (uint64_t)high << 20 | low >> 12;
    return ((double)bits + 0.5) * 0x1p-52;
}

void random_uniform(const struct random_name *name, double out[2])
{
    uint32_t words[4];
    random_words(name, words);
    out[0] = uniform(words[0], words[1]);
    out[1] = uniform(words[2], words[3]);
}

void random_normal(const struct random_name *name, double out[2])
{
    static const double two_pi = 2 * NUMBER_PI;
    double u[2];
    random_uniform(name, u);
    double radius = sqrt(-2 * log(u[0]));
    out[0] = radius * cos(two_pi * u[1]);
    out[1] = radius * sin(two_pi * u[1]);
}
