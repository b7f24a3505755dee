/*
 * The questions of the judge: tables of them, asked in order. One that is answered with yes writes
 * the reason. For src/descent/verdict*.c only.
 */
#ifndef DESCENT_VERDICT_QUESTION_H
#define DESCENT_VERDICT_QUESTION_H

#include "descent/verdict_evidence.h"

struct question {
    enum verdict verdict;
    bool (*is)(const struct evidence *evidence, char *reason);
};

/* Each ends with an empty row. First: is it gone, or at rest? Then: how does it move? There the
 * last one is always answered with yes. */
extern const struct question questions_of_rest[], questions_of_motion[];

#endif
