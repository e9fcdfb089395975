#pragma once
// The C library declares it for _GNU_SOURCE only, which Swift's import of the C library does not define.
extern int syncfs(int descriptor);
