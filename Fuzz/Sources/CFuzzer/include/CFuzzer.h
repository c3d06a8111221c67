#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

// libFuzzer as a function of a program with a `main` of its own. It does not return when it is
// done with the corpus or finds something: it exits.
int LLVMFuzzerRunDriver(int *argc, char ***argv,
                        int (*callback)(const uint8_t *data, size_t count));

#endif
