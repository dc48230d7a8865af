#include "run/sample_outputs.h"

namespace dechaff {
namespace {

class SamplePartMapper final : public render::MapperTo<SamplePart> {
 public:
  explicit SamplePartMapper(const render::Writer& writer) : writer_(writer) {}

  void map(const render::Rendering& what, SamplePart& part) override {
    std::string text;
    writer_.document(what, text);
    part.documents.emplace_back(what.document.ordinal, std::move(text));
  }
  std::size_t pass(const formats::Batch& batch, const formats::Record& record,
                   SamplePart& part) override {
    const bool names =
        batch.frame() == formats::Frame::csv && record.all.begin == 0 && batch.begin.offset == 0;
    if (names && writer_.prints_files()) writer_.other(batch, record, part.names);
    return 0;
  }
  bool converts(const formats::Batch& batch, const formats::Record& record) const override {
    return writer_.converts(batch, record);
  }
  bool explains() const override { return writer_.explains(); }

 private:
  const render::Writer& writer_;
};

}  // namespace

std::unique_ptr<render::Mapper> SampleOutputs::mapper() const {
  return std::make_unique<SamplePartMapper>(writer_);
}

void SampleOutputs::reduce(SamplePart& part) {
  names_ += part.names;
  for (auto& [ordinal, text] : part.documents) {
    if (sampler_.chosen(ordinal)) documents_[ordinal] = std::move(text);
  }
  // Documents that others have pushed out are let go.
  std::erase_if(documents_, [&](const auto& entry) { return !sampler_.chosen(entry.first); });
}

std::uint64_t SampleOutputs::finish() {
  std::string all = std::move(names_);
  std::uint64_t documents = 0;
  for (const auto& [ordinal, text] : documents_) {
    if (!sampler_.chosen(ordinal)) continue;
    all += text;
    ++documents;
    if (all.size() < (1U << 20U)) continue;
    bytes::pack(out_.packing(), all);
    out_.write(all);
    all.clear();
  }
  bytes::pack(out_.packing(), all);
  out_.write(all);
  return documents;
}

RunTotals run_sampled(SampleSize size, RunOptions& options, const std::vector<StageSpec>& stages,
                      const Resources& resources, const render::Writer& writer,
                      bytes::Output& text) {
  Sampler sampler(size);
  if (!size.all()) options.sampler = &sampler;
  RunTotals totals;
  if (size.documents == 0) {
    RunOutputs outputs;
    outputs.text = &text;
    totals = run(options, stages, resources, writer, outputs);
  } else {
    SampleOutputs reducer(writer, sampler, text);
    totals = run(options, stages, resources, reducer, {});
    totals.documents = reducer.finish();
    totals.text_in = 0;  // that of all that were looked at
  }
  options.sampler = nullptr;
  totals.bytes_out = text.size();
  return totals;
}

}  // namespace dechaff
