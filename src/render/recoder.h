#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "text/transcoder.h"

namespace dechaff::render {

/// Turns the UTF-8 of an input back into the bytes of its sources, by the character sets and the
/// exceptions that a removal log names. Both must be told, in order, before the bytes that they are
/// about.
class Recoder {
 public:
  /// From byte `offset` of the UTF-8 on; an empty name: the bytes pass. False for a set that nobody
  /// knows.
  bool charset(std::uint64_t offset, std::string_view name);
  /// `bytes` are what the UTF-8 [offset, offset + size) came from.
  void exception(std::uint64_t offset, std::uint64_t size, std::string bytes);

  /// Appends the bytes that the next piece of UTF-8 came from to `out`.
  void write(std::string_view utf8, std::string& out);
  /// At the end; false when an exception was not reached.
  bool finish(std::string& out);

 private:
  struct Change {
    std::uint64_t offset, size;
    bool is_charset;
    std::string bytes;  // or the name
  };
  void act(std::string& out);
  void encode(std::string_view utf8, std::string& out);

  std::deque<Change> changes_;
  std::unique_ptr<text::Transcoder> to_;  // null: the bytes pass
  std::string unfinished_;                // of a character
  std::uint64_t at_ = 0, skip_ = 0;
};

}  // namespace dechaff::render
