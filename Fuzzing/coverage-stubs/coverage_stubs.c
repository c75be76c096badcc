// Lets the build tool link the libraries that are instrumented for fuzzing.
#include <stdint.h>

__thread uintptr_t __sancov_lowest_stack;

void __sanitizer_cov_8bit_counters_init(void *start, void *stop) {}
void __sanitizer_cov_pcs_init(void *start, void *stop) {}
void __sanitizer_cov_trace_pc_indir(void *callee) {}
void __sanitizer_cov_trace_cmp1(uint8_t a, uint8_t b) {}
void __sanitizer_cov_trace_cmp2(uint16_t a, uint16_t b) {}
void __sanitizer_cov_trace_cmp4(uint32_t a, uint32_t b) {}
void __sanitizer_cov_trace_cmp8(uint64_t a, uint64_t b) {}
void __sanitizer_cov_trace_const_cmp1(uint8_t a, uint8_t b) {}
void __sanitizer_cov_trace_const_cmp2(uint16_t a, uint16_t b) {}
void __sanitizer_cov_trace_const_cmp4(uint32_t a, uint32_t b) {}
void __sanitizer_cov_trace_const_cmp8(uint64_t a, uint64_t b) {}
void __sanitizer_cov_trace_switch(uint64_t value, void *cases) {}
void __sanitizer_cov_trace_div4(uint32_t value) {}
void __sanitizer_cov_trace_div8(uint64_t value) {}
void __sanitizer_cov_trace_gep(uintptr_t index) {}
