/* Runs commands at the same time and prints what they took, for times that a shell or Python would
   blur: their start is the fork, their memory is not that of who started them.

   timed SECONDS COMMAND ARGUMENT... [::: COMMAND ARGUMENT...]
   prints: STATUS NANOSECONDS CPU-MICROSECONDS KILOBYTES
   STATUS is the largest exit status, or "limit" where SECONDS were over, and all were ended. The
   memory is the sum over the commands of the largest process of each. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { most = 64 };
static pid_t started[most];
static volatile int commands;
static volatile sig_atomic_t over;

static void end(int signal) {
  (void)signal;
  over = 1;
  for (int number = 0; number < commands; number++) kill(-started[number], SIGKILL);
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  char **first[most];
  int programs = 0;
  first[programs++] = arguments + 2;
  for (int place = 2; place < count; place++) {
    if (strcmp(arguments[place], ":::") != 0) continue;
    if (programs == most || place + 1 == count) return 2;
    arguments[place] = NULL;
    first[programs++] = arguments + place + 1;
  }
  signal(SIGALRM, end);

  struct timespec begin, finish;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (int number = 0; number < programs; number++) {
    pid_t child = fork();
    if (child < 0) return 2;
    if (child == 0) {
      setpgid(0, 0);
      int nothing = open("/dev/null", O_RDWR);
      for (int descriptor = 0; descriptor < 3; descriptor++) dup2(nothing, descriptor);
      execvp(first[number][0], first[number]);
      _exit(127);
    }
    setpgid(child, child);
    started[commands++] = child;
  }
  alarm(atoi(arguments[1]));

  int status = 0;
  long processor = 0, memory = 0;
  for (int number = 0; number < programs; number++) {
    int result;
    struct rusage usage;
    while (wait4(started[number], &result, 0, &usage) < 0) {}
    int code = WIFEXITED(result) ? WEXITSTATUS(result) : 128 + WTERMSIG(result);
    if (code > status) status = code;
    processor += usage.ru_utime.tv_sec * 1000000L + usage.ru_utime.tv_usec;
    processor += usage.ru_stime.tv_sec * 1000000L + usage.ru_stime.tv_usec;
    memory += usage.ru_maxrss;
  }
  clock_gettime(CLOCK_MONOTONIC, &finish);
  long wall = (finish.tv_sec - begin.tv_sec) * 1000000000L + finish.tv_nsec - begin.tv_nsec;
  if (over) printf("limit");
  else printf("%d", status);
  printf(" %ld %ld %ld\n", wall, processor, memory);
  return 0;
}
