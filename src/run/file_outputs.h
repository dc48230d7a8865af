#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bytes/output_batch.h"
#include "core/error.h"
#include "render/text_reducer.h"

namespace dechaff {

/// Writes what comes of each file of a run to a file of its own. They get their names many at a
/// time: bytes/output_batch.h.
class FileOutputs final : public render::WriterReducer {
 public:
  enum class Place : std::uint8_t {
    in_place,  // of the input; one that met an error stays as it was
    elsewhere  // in folders that are made
  };
  struct Options {
    std::vector<std::string> paths;  // as RunOptions::files
    Place place = Place::elsewhere;
    bool without_empty = false;                // a file that would hold nothing is not written
    std::function<void(const Error&)> report;  // an output that cannot be opened
    std::function<void(const std::string& path)> left;  // in place: it is left as it was
  };

  /// `writer` outlives it.
  FileOutputs(const render::Writer& writer, Options options)
      : WriterReducer(writer, nullptr), options_(std::move(options)) {}

  bool by_file() const override { return true; }
  void begin_file(std::size_t file) override;
  void fail_file() override { failed_ = true; }
  void write_head(std::string& head) override { reduce(head); }
  void reduce(render::Text& text) override;

  /// All was written. Throws Error.
  void finish();

 private:
  void end_file();

  Options options_;
  std::size_t file_ = SIZE_MAX;
  std::unique_ptr<bytes::Output> output_;  // of that file; null: it could not be opened
  std::optional<Error> unopened_;
  bool failed_ = false;
  bytes::OutputBatch batch_;
};

}  // namespace dechaff
