#pragma once
#include <stdlib.h>
// What Swift's module of the C library leaves out.
#ifdef __GLIBC__
#include <malloc.h>
#endif
