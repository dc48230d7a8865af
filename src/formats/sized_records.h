#pragma once

#include "formats/format.h"

namespace dechaff::formats {

/// A format whose records say how long they are (WARC, tar): takes whole ones up to the size of a
/// batch, and one that is larger than a document may be in pieces that pass as they are.
class SizedRecords : public RecordFormat {
 public:
  using RecordFormat::RecordFormat;

  bool next(bytes::Input& input, Batch& batch) final;

 protected:
  struct Extent {
    std::size_t end = 0;    // of the record; 0: more bytes are needed to know
    std::size_t large = 0;  // its bytes, when they are more than may be held
    bool document = false;  // whether a large one has a text, whose loss is an error
    bool headless = false;  // it does not begin as a record
    bool lost = false;      // nor is another seen behind it
  };

  /// The record that begins at `at`. `whole`: no bytes follow those that are there.
  virtual Extent extent(std::string_view bytes, std::size_t at, bool whole) const = 0;

 private:
  void take_piece(bytes::Input& input, Batch& batch);

  std::size_t left_ = 0;  // bytes of a record that comes in pieces
  bool lost_ = false;     // so was the last one: what goes on so is no error of its own
};

}  // namespace dechaff::formats
