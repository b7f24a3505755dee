/*
 * downhill critical: the critical points in a scene's window.
 */
#include "command/command.h"

#include "app/open.h"
#include "base/array.h"
#include "export/findings.h"
#include "surface/critical.h"

static void count_kinds(const struct critical_points *points, struct buffer *words)
{
    static const char *const several[] = {[CRITICAL_MINIMUM] = "minima",
                                          [CRITICAL_SADDLE] = "saddles",
                                          [CRITICAL_MAXIMUM] = "maxima",
                                          [CRITICAL_FLAT] = "flat"};
    const char *gap = ": ";
    for (size_t kind = 0; kind < ARRAY_LENGTH(several); kind++) {
        size_t count = 0;
        for (size_t i = 0; i < points->count; i++)
            count += points->points[i].kind == kind;
        if (count == 0)
            continue;
        buffer_printf(words, "%s%zu %s", gap, count,
                      count == 1 ? critical_kind_name((enum critical_kind)kind) : several[kind]);
        gap = ", ";
    }
}

static void tell(const struct critical_points *points, struct buffer *words)
{
    if (points->count == 0)
        buffer_add_text(words, "downhill: no critical points in the window");
    else
        buffer_printf(words, "downhill: %zu critical point%s in the window", points->count,
                      points->count == 1 ? "" : "s");
    count_kinds(points, words);
    buffer_printf(words, "; %s\n", critical_completeness(points->completeness));
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct scene *scene =
        open_scene(arguments->words[0], arguments->settings, arguments->setting_count, words);
    if (!scene)
        return STATUS_FAILED;
    const char *const names[SURFACE_AXES] = {scene->parameters[0], scene->parameters[1]};
    struct critical_points points = {0};
    struct buffer out = {0};
    struct error error = {0};
    enum exit_status status;
    if (critical_find(scene->surface, scene->window, &points, &error)) {
        findings_critical(&out, names, &points);
        status = command_write(arguments, &out, words);
        if (status == STATUS_DONE)
            tell(&points, words);
    } else {
        status = command_fail(STATUS_FAILED, words, &error);
    }
    buffer_release(&out);
    critical_release(&points);
    scene_free(scene);
    return status;
}

const struct command command_critical = {
    .name = "critical",
    .usage = "SCENE",
    .summary = "minima, maxima and saddles in the window",
    .options = "sohV",
    .least = 1,
    .most = 1,
    .help =
        "Rows are kind,X,Y,loss,lambda_min,lambda_max: minima by loss, then saddles, maxima, and\n"
        "points that are flat, where the Hessian cannot tell. lambda_min and lambda_max are its\n"
        "eigenvalues, the curvatures; nan at a kink. Points that are not isolated (the floor of\n"
        "a valley that is level) are not listed. How many were found, and whether that is known\n"
        "to be all, goes to standard error.\n",
    .run = run,
};
