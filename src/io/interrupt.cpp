#include "io/interrupt.h"

#include <signal.h>

namespace dechaff::io {
namespace {

volatile sig_atomic_t stopped = 0;  // a signal handler can reach nothing else

void on_signal(int number) { stopped = number; }

}  // namespace

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;  // without SA_RESTART: a waiting read() returns
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

int interrupted_status() { return 128 + stopped; }

bool interrupted() { return stopped != 0; }

}  // namespace dechaff::io
