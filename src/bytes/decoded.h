#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "text/transcoder.h"

namespace dechaff::bytes {

/// A stream in some character set, as UTF-8. Not thread-safe.
class Decoded {
 public:
  using Read = std::function<std::size_t(char*, std::size_t)>;

  /// `name` is that of the source, for messages. `encoding` is a name, or `auto`: then the first
  /// 64 KiB decide. Throws Error for a name that nobody knows, and where `auto` is not sure.
  Decoded(Read read, const std::string& name, const std::string& encoding);

  /// Fills up to `capacity` bytes of UTF-8; 0 is the end. Throws what `read` throws; what came
  /// before has been returned by then.
  std::size_t read(char* to, std::size_t capacity);

  /// The character set; empty: UTF-8, which passes as it is.
  std::string charset() const { return from_ ? from_->name() : std::string(); }
  /// What would not lead back and begins before byte `end` of the UTF-8. Once each.
  std::vector<text::LostBytes> take_lost(std::uint64_t end);

 private:
  void fill(std::size_t wanted);
  void decode_more();

  Read read_;
  std::unique_ptr<text::Transcoder> from_;
  std::string raw_;   // not yet decoded
  std::string utf8_;  // decoded, from `at_` on not yet returned
  std::size_t at_ = 0;
  std::uint64_t offset_ = 0;  // of utf8_
  bool ended_ = false;
  std::exception_ptr broken_;  // why `raw_` is all there is
  std::deque<text::LostBytes> lost_;
};

/// The name of a set that can be read, `auto`, `utf-16` or `utf-32`.
bool is_encoding(const std::string& name);

}  // namespace dechaff::bytes
