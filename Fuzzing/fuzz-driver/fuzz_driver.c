// SwiftPM names a program's entry after the program, so libFuzzer's own `main` is not found.
#include "fuzz_driver.h"
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *, size_t));
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count);

int fuzz_readers_main(int argc, char **argv) {
  return LLVMFuzzerRunDriver(&argc, &argv, LLVMFuzzerTestOneInput);
}
