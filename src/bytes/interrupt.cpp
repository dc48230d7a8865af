#include "bytes/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>

namespace dechaff::bytes {
namespace {

// A signal handler can reach nothing but globals, and call nothing that locks.
std::array<std::atomic<const char*>, 512> paths;
static_assert(std::atomic<const char*>::is_always_lock_free);

void on_signal(int number) {
  for (const auto& slot : paths) {
    if (const char* path = slot.load()) ::unlink(path);
  }
  ::signal(number, SIG_DFL);
  ::raise(number);
}

}  // namespace

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGXCPU}) {
    struct sigaction before {};
    sigaction(number, nullptr, &before);
    if (before.sa_handler != SIG_IGN)
      sigaction(number, &action, nullptr);  // nohup and its like stay in force
  }
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);  // writing beyond the limit fails, and that is an error with a message
}

RemovedOnSignal::RemovedOnSignal(const char* path) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const char* free = nullptr;
    if (paths[i].compare_exchange_strong(free, path)) {
      slot_ = static_cast<int>(i);
      return;
    }
  }
}

RemovedOnSignal::~RemovedOnSignal() {
  if (slot_ >= 0) paths[static_cast<std::size_t>(slot_)].store(nullptr);
}

}  // namespace dechaff::bytes
