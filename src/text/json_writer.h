#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace dechaff::text {

/// Appends `text` with the escapes that JSON wants; bytes that are not UTF-8 pass as they are.
/// O(n).
void append_json(std::string& out, std::string_view text);

/// Appends JSON without spaces to a string and puts the commas; nothing else is allocated, and what
/// the string held before stays. The caller sees to it that objects and lists are closed and that
/// members have keys.
class JsonWriter {
 public:
  /// `inside`: what comes first follows a member that is there.
  explicit JsonWriter(std::string& out, bool inside = false) : out_(out), comma_(inside) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_list() { return open('['); }
  JsonWriter& end_list() { return close(']'); }
  /// Ends the object that is a line of its own.
  void end_line() {
    close('}');
    out_ += '\n';
    comma_ = false;
  }

  JsonWriter& key(std::string_view name) {
    begin_text();
    append_json(out_, name);
    out_ += "\":";
    comma_ = false;
    return *this;
  }

  /// A string, a whole number, or true or false.
  template <class T>
  JsonWriter& value(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      return raw(value ? "true" : "false");
    } else if constexpr (std::integral<T>) {
      char digits[24];
      const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value);
      return raw({digits, static_cast<std::size_t>(end.ptr - digits)});
    } else {
      begin_text();
      append_json(out_, value);
      return end_text();
    }
  }
  /// A number by a format of printf.
  JsonWriter& number(const char* format, double value);
  /// What is JSON already.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }
  /// A string that the caller appends, escaped, before end_text().
  void begin_text() {
    separate();
    out_ += '"';
  }
  JsonWriter& end_text() {
    out_ += '"';
    return *this;
  }

  template <class T>
  JsonWriter& member(std::string_view name, const T& is) {
    return key(name).value(is);
  }

 private:
  void separate() {
    if (comma_) out_ += ',';
    comma_ = true;
  }
  JsonWriter& open(char c) {
    separate();
    out_ += c;
    comma_ = false;
    return *this;
  }
  JsonWriter& close(char c) {
    out_ += c;
    comma_ = true;
    return *this;
  }

  std::string& out_;
  bool comma_;  // before what comes next
};

}  // namespace dechaff::text
