#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dechaff::rules {

/// Puts values one after the other, as they stand in this machine's memory.
class ByteWriter {
 public:
  template <class T>
  void value(const T& value) {
    static_assert(std::has_unique_object_representations_v<T>);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(std::string_view text) {
    value(static_cast<std::uint32_t>(text.size()));
    out_ += text;
  }
  template <class T>
  void list(const std::vector<T>& values) {
    static_assert(std::has_unique_object_representations_v<T>);
    value(static_cast<std::uint32_t>(values.size()));
    if (!values.empty())
      out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  const std::string& bytes() const { return out_; }

 private:
  std::string out_;
};

/// Reads what ByteWriter wrote. Every read throws std::out_of_range when the bytes end before it.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  T value() {
    static_assert(std::is_trivially_copyable_v<T>);
    T out;
    std::memcpy(&out, take(sizeof out).data(), sizeof out);
    return out;
  }
  std::string_view text() { return take(value<std::uint32_t>()); }
  template <class T>
  std::vector<T> list() {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::size_t size = value<std::uint32_t>();
    const std::string_view bytes = take(size * sizeof(T));
    std::vector<T> out(size);
    if (size > 0) std::memcpy(out.data(), bytes.data(), bytes.size());
    return out;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) throw std::out_of_range("the bytes end too early");
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }

  std::string_view rest_;
};

}  // namespace dechaff::rules
