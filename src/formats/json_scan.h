#pragma once

#include <cstddef>
#include <string_view>

namespace dechaff::formats {

/// Finds where values of JSON end that follow one another: the elements of an array, or values
/// without one (pretty printed objects). Keeps its state from piece to piece, so that a value may
/// come in any number of them. It counts brackets outside strings, no more: what is in between is
/// for the parser to judge.
class JsonScan {
 public:
  /// `inside`: the values are elements of an array whose bracket was read.
  explicit JsonScan(bool inside) : base_(inside ? 1 : 0), depth_(base_) {}

  /// Goes on over `bytes`; the offset after the value that ends first, or after the bracket that
  /// closes the array, or npos. A bare word or number ends only where something follows it.
  /// O(bytes).
  std::size_t find_end(std::string_view bytes);
  /// The bracket that closes the array was read: no more values come.
  bool closed() const { return closed_; }
  /// A bare word or number is open: it ends with the input.
  bool in_scalar() const { return scalar_; }
  /// A value was begun and not ended.
  bool in_value() const { return depth_ > base_ || string_ || scalar_; }

 private:
  std::size_t base_, depth_;
  bool string_ = false, escape_ = false, scalar_ = false, closed_ = false;
};

}  // namespace dechaff::formats
