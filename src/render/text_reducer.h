#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "bytes/output.h"
#include "render/reducer.h"

namespace dechaff::render {

/// The text of a batch; packed at last.
using Text = std::string;

/// Writes texts in input order, packed as the output says.
class TextReducer : public ReducerOf<Text> {
 public:
  /// `out` outlives it; null: nothing is written.
  explicit TextReducer(bytes::Output* out) : out_(out) {}

  bytes::Packing packing() const override {
    return out_ == nullptr ? bytes::Packing::none : out_->packing();
  }
  void reduce(Text& text) override {
    if (out_ != nullptr) out_->write(text);
  }
  void write_head(std::string& head) override {
    bytes::pack(packing(), head);
    if (out_ != nullptr) out_->write(head);
  }

 private:
  bytes::Output* out_;
};

/// A mapper to text, which packs what it made of a batch.
class TextMapper : public MapperTo<Text> {
 public:
  explicit TextMapper(bytes::Packing packing) : packing_(packing) {}

  std::size_t size(const Result& result) const override {
    return static_cast<const ResultOf<Text>&>(result).value.size();
  }
  std::uint64_t close(Text& text) override {
    const std::uint64_t size = text.size();
    bytes::pack(packing_, text);
    return size;
  }

 private:
  bytes::Packing packing_;
};

/// Writes what a writer makes of each document.
class WriterReducer : public TextReducer {
 public:
  /// Both outlive it.
  WriterReducer(const Writer& writer, bytes::Output* out) : TextReducer(out), writer_(writer) {}

  std::unique_ptr<Mapper> mapper() const override;
  bool prints_files() const override { return writer_.prints_files(); }
  bool makes_table() const override { return writer_.makes_table(); }
  bool converts(const formats::Batch& batch, const formats::Record& record) const override {
    return writer_.converts(batch, record);
  }
  std::string head(const formats::Batch& first) const override { return writer_.head(first); }

 private:
  const Writer& writer_;
};

/// The same to a function.
class WriterTaker final : public WriterReducer {
 public:
  using Take = std::function<void(std::string_view)>;
  WriterTaker(const Writer& writer, Take take)
      : WriterReducer(writer, nullptr), take_(std::move(take)) {}

  void reduce(Text& text) override { take_(text); }

 private:
  Take take_;
};

}  // namespace dechaff::render
