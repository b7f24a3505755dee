/*
 * What every unit test includes: cmocka with what it needs before it, and comparisons of doubles
 * (the cmocka of Debian 12 compares floats only).
 */
#ifndef SUPPORT_TEST_H
#define SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Fails unless |a - b| <= absolute + relative * max(|a|, |b|); NaN equals NaN. Prints both. */
#define assert_close(a, b, absolute, relative)                                                     \
    test_close((a), (b), (absolute), (relative), __FILE__, __LINE__)

/* Fails unless both are the same bits (any two NaNs are the same). */
#define assert_same(a, b) test_same((a), (b), __FILE__, __LINE__)

void test_close(double a, double b, double absolute, double relative, const char *file, int line);
void test_same(double a, double b, const char *file, int line);

#endif
