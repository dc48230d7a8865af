#include "render/text_reducer.h"

namespace dechaff::render {
namespace {

class WriterMapper final : public TextMapper {
 public:
  WriterMapper(const Writer& writer, bytes::Packing packing)
      : TextMapper(packing), writer_(writer) {}

  void map(const Rendering& what, Text& text) override { writer_.document(what, text); }
  bool converts(const formats::Batch& batch, const formats::Record& record) const override {
    return writer_.converts(batch, record);
  }
  bool explains() const override { return writer_.explains(); }
  std::size_t pass(const formats::Batch& batch, const formats::Record& record,
                   Text& text) override {
    const std::size_t before = text.size();
    writer_.other(batch, record, text);
    return text.size() - before;
  }

 private:
  const Writer& writer_;
};

}  // namespace

std::unique_ptr<Mapper> WriterReducer::mapper() const {
  return std::make_unique<WriterMapper>(writer_, packing());
}

}  // namespace dechaff::render
