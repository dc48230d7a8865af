#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dechaff::text {

/// GBK (code page 936) through ICU. One object a thread. O(n).
class Gbk {
 public:
  Gbk();
  ~Gbk();

  /// UTF-8 to GBK; false when a character has no code there.
  bool encode(std::string_view utf8, std::string& out);
  /// GBK to UTF-8; false when bytes are no code.
  bool decode(std::string_view bytes, std::string& out);

 private:
  struct Converter;
  std::unique_ptr<Converter> converter_;
};

}  // namespace dechaff::text
