#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff::text {

/// Bytes whose UTF-8 does not lead back to them: what is wrong in a character set, or can be
/// written in two ways.
struct LostBytes {
  std::size_t begin = 0, end = 0;  // of the UTF-8 that stands for them
  std::string bytes;
};

/// Between a character set and UTF-8, by ICU. Sets in which a byte means something else after a
/// shift (ISO-2022, UTF-7) are not read. Not thread-safe.
class Transcoder {
 public:
  /// Null for a name that ICU does not know or a set that is not read. What browsers read as
  /// windows-1252, GBK, windows-949 and windows-31J is that.
  static std::unique_ptr<Transcoder> open(std::string_view name);
  ~Transcoder();
  Transcoder(const Transcoder&) = delete;
  Transcoder& operator=(const Transcoder&) = delete;

  const std::string& name() const { return name_; }

  /// Appends what `bytes` mean to `out`, U+FFFD for what is wrong, and to `lost` what would not
  /// lead back; its offsets are those of `out`. Returns how many bytes were taken: all, or all but
  /// an unfinished character when more will follow (`last` is false).
  std::size_t decode(std::string_view bytes, bool last, std::string& out,
                     std::vector<LostBytes>& lost);
  /// Appends UTF-8 in the character set.
  void encode(std::string_view utf8, std::string& out);

 private:
  struct State;
  explicit Transcoder(std::unique_ptr<State> state, std::string name);
  struct Piece;
  void compare(Piece& piece, std::size_t first, std::size_t last);

  std::unique_ptr<State> state_;
  std::string name_;
};

/// A guess at a character set.
struct DetectedCharset {
  std::string name;   // empty: nothing fits
  bool sure = false;  // no other set is about as likely
};

/// The character set of the begin of a text; `whole`: it is all of it. By its byte order mark, as
/// UTF-8 when it is, else as ICU's detector takes it.
DetectedCharset detect_charset(std::string_view begin, bool whole);

}  // namespace dechaff::text
