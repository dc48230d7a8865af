#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace dechaff::bytes {

/// A Parquet file as JSON Lines: an object a row, its columns in their order. Numbers, strings,
/// booleans, lists and structs are what they are in JSON; other values (dates, decimals) are
/// strings as Arrow prints them; bytes that are not UTF-8 have U+FFFD. Memory: a batch of 4,096
/// rows, and what Arrow needs to decode the pages of one row group. Not thread-safe.
class ParquetLines {
 public:
  /// Takes the file descriptor over; it must be of a file that can be read anywhere. Throws Error.
  ParquetLines(int fd, const std::string& name);
  ParquetLines(const ParquetLines&) = delete;
  ParquetLines& operator=(const ParquetLines&) = delete;
  ~ParquetLines();

  /// Fills up to `capacity` bytes; 0 is the end. Throws Error for what is broken; what came before
  /// has been returned by then.
  std::size_t read(char* to, std::size_t capacity);

 private:
  struct Rows;
  std::unique_ptr<Rows> rows_;
};

bool begins_parquet(std::string_view bytes);
/// Whether the program was built with Arrow C++, and ParquetLines reads.
bool reads_parquet();

}  // namespace dechaff::bytes
