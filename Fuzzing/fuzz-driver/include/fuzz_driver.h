// The entry that SwiftPM gives to the program `fuzz-readers`.
int fuzz_readers_main(int argc, char **argv);
