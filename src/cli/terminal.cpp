#include "cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

namespace dechaff::cli {
namespace {

double now() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

/// A message is best effort: standard error may be full, closed or a broken pipe, and none of that
/// changes what the program does.
void write_message(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(2, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void complain(const Error& error) {
  Error shown = error;
  shown.place.path = text::visible_name(error.place.path);
  write_message(fmt::format("dechaff: {}\n", visible(message_of(shown))));
}

void note(std::string_view message) {
  write_message(fmt::format("dechaff: {}\n", visible(message)));
}

bool is_terminal(int fd) { return ::isatty(fd) == 1; }

std::string human_bytes(std::uint64_t bytes) {
  static constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 1000 && unit + 1 < std::size(units)) {
    value /= 1000;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", value, units[unit]);
}

Progress::Progress(bool shown) : shown_(shown && is_terminal(2)), started_(now()) {}

Progress::~Progress() { erase(); }

void Progress::show(std::uint64_t documents, std::uint64_t bytes_in, std::uint64_t bytes_out,
                    double done) {
  if (!shown_) return;
  const double time = now();
  if (first_done_ < 0) {
    first_done_ = done;
    first_bytes_ = bytes_in;
  }
  if (time - started_ < 1 || time - last_ < 0.2) return;
  last_ = time;
  drawn_ = true;
  const double spent = time - started_;
  const double rate = static_cast<double>(bytes_in - first_bytes_) / spent;
  std::string left;
  if (done > first_done_) {
    const auto seconds =
        static_cast<std::uint64_t>(spent * std::max(0.0, 1 - done) / (done - first_done_));
    left = fmt::format(", {:.0f} % done, {}:{:02}:{:02} left", 100 * done, seconds / 3600,
                       seconds / 60 % 60, seconds % 60);
  }
  write_message(fmt::format(
      "\r\033[K{} documents, {} at {}/s, {:.0f} % kept{}", documents, human_bytes(bytes_in),
      human_bytes(static_cast<std::uint64_t>(rate)),
      bytes_in == 0 ? 100.0
                    : 100.0 * static_cast<double>(bytes_out) / static_cast<double>(bytes_in),
      left));
}

void Progress::erase() {
  if (drawn_) write_message("\r\033[K");
  drawn_ = false;
}

}  // namespace dechaff::cli
