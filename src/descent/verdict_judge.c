/* The judge: what the walk shows is gathered once, then the questions are asked in order. */
#include "base/array.h"
#include "descent/verdict_question.h"

void verdict_judge(const struct walk *walk, const struct verdict_ground *ground,
                   struct judgement *out)
{
    static const struct question *const tables[] = {questions_of_rest, questions_of_motion};
    struct evidence evidence;
    evidence_gather(&evidence, walk, ground, &out->stability);
    for (size_t i = 0; i < ARRAY_LENGTH(tables); i++)
        for (const struct question *question = tables[i]; question->is != NULL; question++)
            if (question->is(&evidence, out->reason)) {
                out->verdict = question->verdict;
                return;
            }
}
