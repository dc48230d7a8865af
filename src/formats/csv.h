#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/escaped_text.h"
#include "text/span.h"

namespace dechaff::formats {

/// What may stand between fields; the ASCII separators too.
inline constexpr std::string_view csv_delimiters = ",;|\t:^~\x01\x1F";

/// Finds where records of CSV end (RFC 4180): at a line feed that is not between quotes. A quote
/// that is not the first byte of a field is a byte like others. Keeps its state from piece to
/// piece, so that a record may come in any number of them.
class CsvScan {
 public:
  explicit CsvScan(char delimiter) : delimiter_(delimiter) {}

  /// Goes on over `bytes`; the offset behind the line feed that ends the record, after which a new
  /// one begins, or npos. O(bytes).
  std::size_t find_end(std::string_view bytes);
  /// The record that was begun has an open quote.
  bool in_quotes() const { return state_ == State::quoted; }

 private:
  enum class State : std::uint8_t { field, plain, quoted, quote };  // quote: one inside quotes
  char delimiter_;
  State state_ = State::field;
};

/// A field of a record.
struct CsvField {
  Span text;             // without quotes
  bool escaped = false;  // holds two quotes that stand for one
};

/// The fields of one whole record, whose line end may be there or not. What is wrong with it, or
/// null: an open quote, or something after a closing one. O(bytes).
const char* split_csv(std::string_view record, char delimiter, std::vector<CsvField>& out);

/// Two quotes inside a field's quotes are one.
void undouble_quotes(std::string_view raw, EscapedText& out);
std::string doubled_quotes(std::string_view text);

}  // namespace dechaff::formats
