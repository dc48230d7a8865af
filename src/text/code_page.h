#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dechaff::text {

/// A code page through ICU, by the name that ICU knows: "GBK", "windows-1251", "koi8-r". One object
/// a thread. O(n).
class CodePage {
 public:
  explicit CodePage(const char* name);
  ~CodePage();
  CodePage(CodePage&&) noexcept;
  CodePage& operator=(CodePage&&) noexcept;

  /// UTF-8 to the code page; false when a character has no code there.
  bool encode(std::string_view utf8, std::string& out);
  /// The code page to UTF-8; false when bytes are no code.
  bool decode(std::string_view bytes, std::string& out);

 private:
  struct Converter;
  std::unique_ptr<Converter> converter_;
};

}  // namespace dechaff::text
