#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/error.h"
#include "text/visible.h"

namespace dechaff::cli {

/// Writes `dechaff: ` and the rendered error to stderr.
void complain(const Error& error);

/// Writes `dechaff: ` and a note to stderr.
void note(std::string_view message);

bool is_terminal(int fd);

using text::visible;

/// "1.2 MB" and the like, powers of 1000.
std::string human_bytes(std::uint64_t bytes);

/// A line on stderr that is drawn over, at most five times a second, from the second second on;
/// nothing when stderr is no terminal or `quiet`.
class Progress {
 public:
  explicit Progress(bool shown);
  ~Progress();
  bool shown() const { return shown_; }
  /// `done`: the share of the input, 0..1, or 0 when that is not known.
  void show(std::uint64_t documents, std::uint64_t bytes_in, std::uint64_t bytes_out, double done);
  void erase();

 private:
  bool shown_;
  bool drawn_ = false;
  double started_, last_ = 0;
  double first_done_ = -1;  // what was done when it began: a run may be resumed
  std::uint64_t first_bytes_ = 0;
};

}  // namespace dechaff::cli
