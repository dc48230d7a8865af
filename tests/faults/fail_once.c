/* Preloaded into the program: lets the Nth call of one kind fail, FAULT=KIND:N. Without a number it only counts; at the end the
   count goes to the file $FAULT_COUNT. Kinds: open, read, write, rename, fsync, mmap, allocate (of 1 MB and more), truncate. Standard
   error always works, so that the program can say what happened. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

extern void* __libc_malloc(size_t);
extern void* __libc_calloc(size_t, size_t);
extern void* __libc_realloc(void*, size_t);

static char kind[16];
static long wanted;
static atomic_long calls;

__attribute__((constructor)) static void begin(void) {
  const char* fault = getenv("FAULT");
  if (fault == NULL) return;
  const char* colon = strchr(fault, ':');
  size_t length = colon != NULL ? (size_t)(colon - fault) : strlen(fault);
  memcpy(kind, fault, length < 15 ? length : 15);
  if (colon != NULL) wanted = atol(colon + 1);
}

__attribute__((destructor)) static void end(void) {
  const char* path = getenv("FAULT_COUNT");
  if (path == NULL) return;
  char text[32];
  int size = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
  long fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  syscall(SYS_write, fd, text, size);
  syscall(SYS_close, fd);
}

static int fails(const char* which, int error) {
  if (strcmp(kind, which) != 0 || atomic_fetch_add(&calls, 1) + 1 != wanted) return 0;
  errno = error;
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int open(const char* path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, int) : 0;
  va_end(list);
  return fails("open", EMFILE) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
ssize_t read(int fd, void* to, size_t size) { return fails("read", EIO) ? -1 : syscall(SYS_read, fd, to, size); }
ssize_t pread(int fd, void* to, size_t size, off_t at) { return fails("read", EIO) ? -1 : syscall(SYS_pread64, fd, to, size, at); }
ssize_t write(int fd, const void* from, size_t size) {
  return fd != 2 && fails("write", ENOSPC) ? -1 : syscall(SYS_write, fd, from, size);
}
ssize_t writev(int fd, const struct iovec* from, int count) {
  return fd != 2 && fails("write", ENOSPC) ? -1 : syscall(SYS_writev, fd, from, count);
}
ssize_t pwrite(int fd, const void* from, size_t size, off_t at) {
  return fails("write", ENOSPC) ? -1 : syscall(SYS_pwrite64, fd, from, size, at);
}
int rename(const char* from, const char* to) {
  return fails("rename", EIO) ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}
int fsync(int fd) { return fails("fsync", EIO) ? -1 : (int)syscall(SYS_fsync, fd); }
int fdatasync(int fd) { return fails("fsync", EIO) ? -1 : (int)syscall(SYS_fdatasync, fd); }
int ftruncate(int fd, off_t size) { return fails("truncate", EIO) ? -1 : (int)syscall(SYS_ftruncate, fd, size); }
void* mmap(void* at, size_t size, int protection, int flags, int fd, off_t offset) {
  return fails("mmap", ENOMEM) ? MAP_FAILED : REAL(mmap)(at, size, protection, flags, fd, offset);
}
void* malloc(size_t size) { return size >= 1000000 && fails("allocate", ENOMEM) ? NULL : __libc_malloc(size); }
void* calloc(size_t n, size_t size) {
  return n * size >= 1000000 && fails("allocate", ENOMEM) ? NULL : __libc_calloc(n, size);
}
void* realloc(void* old, size_t size) {
  return size >= 1000000 && fails("allocate", ENOMEM) ? NULL : __libc_realloc(old, size);
}
