/*
 * A device shows frames and tells what its user does. There are two: a real terminal through
 * curses, and a script (keys from a text, frames kept in memory, a clock that only the script
 * moves), which keeps this interface honest and the tests exact.
 *
 * Signals that touch the screen (stop, continue, resize) are blocked but while a device waits;
 * those that ask to end set a flag at any time, which the next wait() tells (signals.h).
 */
#ifndef TERM_DEVICE_H
#define TERM_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "view/frame.h"
#include "view/palette.h"

enum event_kind {
    EVENT_TIMEOUT, /* nothing came until the deadline */
    EVENT_KEY,
    EVENT_CLICK, /* the first button went down */
    EVENT_WHEEL,
    EVENT_RESIZE, /* ask size() again and draw */
    EVENT_RESUME, /* back from being stopped: time has passed that must not be simulated */
    EVENT_HANGUP  /* the terminal is gone or the program is asked to end: leave now */
};

/* Keys that are not characters, beyond Unicode. */
enum key_code {
    KEY_CODE_UP = 0x110000,
    KEY_CODE_DOWN,
    KEY_CODE_LEFT,
    KEY_CODE_RIGHT,
    KEY_CODE_ENTER,
    KEY_CODE_TAB,
    KEY_CODE_BACK_TAB,
    KEY_CODE_ESCAPE,
    KEY_CODE_BACKSPACE,
    KEY_CODE_DELETE,
    KEY_CODE_HOME,
    KEY_CODE_END,
    KEY_CODE_PAGE_UP,
    KEY_CODE_PAGE_DOWN,
    KEY_CODE_REDRAW /* Ctrl-L */
};

struct event {
    enum event_kind kind;
    uint32_t key;    /* EVENT_KEY: a code point or an enum key_code */
    int column, row; /* EVENT_CLICK, EVENT_WHEEL: inside the screen */
    int turn;        /* EVENT_WHEEL: +1 up, -1 down */
};

struct device;

struct device_operations {
    /* Columns and rows now. */
    void (*size)(struct device *device, int *columns, int *rows);
    /* Shows a frame; sends only what changed. A frame of another size than the screen is cut. */
    void (*present)(struct device *device, const struct frame *frame);
    /* Forgets what the terminal shows: the next present() sends everything. */
    void (*redraw)(struct device *device);
    /*
     * The next event, at once if one waits, else until `deadline` (milliseconds of now(); negative:
     * for ever) is reached. Uses no CPU while it waits.
     */
    struct event (*wait)(struct device *device, int64_t deadline);
    /* Is the terminal ready to take more? If not, a frame is better left out. */
    bool (*ready)(struct device *device);
    /* Milliseconds from some beginning, never going back. */
    int64_t (*now)(struct device *device);
    /* Gives the terminal back as it was, and frees the device. */
    void (*close)(struct device *device);
};

/* The first member of every device. */
struct device {
    const struct device_operations *operations;
    enum color_depth depth;
    bool unicode;     /* the codeset is UTF-8 */
    bool half_blocks; /* the font is known not to lack them (it is on the Linux console) */
    bool braille;     /* likewise */
    bool light;       /* it is known to have a light background */
};

#endif
