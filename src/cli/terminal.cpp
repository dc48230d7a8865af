#include "cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace dechaff::cli {
namespace {

double now() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

/// One code point at `at`, or -1 and a length of one byte where there is none.
std::int32_t decode(std::string_view s, std::size_t at, std::size_t& length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char c = byte(at);
  length = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
  std::int32_t value = length == 1 ? c : c & (0x7F >> length);
  bool good = length > 0 && at + length <= s.size();
  for (std::size_t i = 1; good && i < length; ++i) {
    good = (byte(at + i) & 0xC0) == 0x80;
    value = (value << 6) | (byte(at + i) & 0x3F);
  }
  if (good) return value;
  length = 1;
  return -1;
}

bool hidden(std::int32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xAD ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x61C;
}

}  // namespace

void complain(const Error& error) { fmt::print(stderr, "dechaff: {}\n", visible(render(error))); }

void note(std::string_view message) { fmt::print(stderr, "dechaff: {}\n", visible(message)); }

bool is_terminal(int fd) { return ::isatty(fd) == 1; }

std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    const std::int32_t c = decode(text, at, length);
    if (c < 0) {
      out += fmt::format("<{:02X}>", static_cast<unsigned char>(text[at]));
    } else if (hidden(c)) {
      out += fmt::format("<U+{:04X}>", c);
    } else {
      out += text.substr(at, length);
    }
    at += length;
  }
  return out;
}

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
  fmt::print(stderr, "\r\033[K{} documents, {} at {}/s, {:.0f} % kept{}", documents,
             human_bytes(bytes_in), human_bytes(static_cast<std::uint64_t>(rate)),
             bytes_in == 0 ? 100.0
                           : 100.0 * static_cast<double>(bytes_out) / static_cast<double>(bytes_in),
             left);
  std::fflush(stderr);
}

void Progress::erase() {
  if (drawn_) fmt::print(stderr, "\r\033[K");
  drawn_ = false;
}

}  // namespace dechaff::cli
