#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dechaff::bytes {

/// XXH3-128 of a stream of bytes (https://xxhash.com), seed 0. To notice mistakes, not attacks.
class Checksum {
 public:
  Checksum();
  ~Checksum();
  void add(std::string_view bytes);
  /// 32 lower-case hexadecimal digits, the canonical order of bytes.
  std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dechaff::bytes
