#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

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
  /// Stands at a multiple of eight bytes, so that a reader can look at it where it is.
  template <class T>
  void list(std::span<const T> values) {
    static_assert(std::has_unique_object_representations_v<T>);
    value(static_cast<std::uint32_t>(values.size()));
    out_.resize((out_.size() + 7) / 8 * 8);
    if (!values.empty())
      out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  const std::string& bytes() const { return out_; }

 private:
  std::string out_;
};

/// Reads what ByteWriter wrote; `bytes` begin at a multiple of eight. Every read throws
/// std::out_of_range when the bytes end before it. What it returns are views of the bytes.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : begin_(bytes.data()), rest_(bytes) {}

  template <class T>
  T value() {
    static_assert(std::is_trivially_copyable_v<T>);
    T out;
    std::memcpy(&out, take(sizeof out).data(), sizeof out);
    return out;
  }
  std::string_view text() { return take(value<std::uint32_t>()); }
  template <class T>
  std::span<const T> list() {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::size_t size = value<std::uint32_t>();
    take((8 - static_cast<std::size_t>(rest_.data() - begin_) % 8) % 8);
    const char* const at = take(size * sizeof(T)).data();
    if (reinterpret_cast<std::uintptr_t>(at) % alignof(T) != 0)
      throw std::out_of_range("the bytes stand at an odd place");
    return {reinterpret_cast<const T*>(at), size};
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) throw std::out_of_range("the bytes end too early");
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }

  const char* begin_;
  std::string_view rest_;
};

}  // namespace dechaff::rules
