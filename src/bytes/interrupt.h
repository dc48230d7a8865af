#pragma once

namespace dechaff::bytes {

/// From here on SIGINT, SIGTERM, SIGHUP and SIGXCPU, where they were not ignored, remove the
/// temporary files and end the program as the signal does by default, and a closed pipe is an error
/// of write() instead of a signal.
void watch_signals();

/// A file that a signal removes while this object lives. `path` must outlive it. At most 512 at a
/// time are remembered; more are left behind by a signal.
class RemovedOnSignal {
 public:
  explicit RemovedOnSignal(const char* path);
  ~RemovedOnSignal();
  RemovedOnSignal(const RemovedOnSignal&) = delete;
  RemovedOnSignal& operator=(const RemovedOnSignal&) = delete;

 private:
  int slot_ = -1;
};

}  // namespace dechaff::bytes
