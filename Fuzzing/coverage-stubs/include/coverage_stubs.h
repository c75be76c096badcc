// The instrumented libraries call these; only the fuzzer's own runtime does something with them.
