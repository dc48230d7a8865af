#include "model/model_file.h"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <span>

#include "core/built_in.h"
#include "core/error.h"
#include "core/read_file.h"
#include "model/token_rows.h"

namespace dechaff::model {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers are read as they stand");

constexpr std::string_view magic = "dechaff-model";
constexpr std::uint64_t newest_version = 5;
constexpr std::uint64_t one_network = 2;      // the last version that knew one network only
constexpr std::uint64_t number_of_heads = 3;  // the last version that did not name its heads
constexpr std::uint64_t text_alone = 4;       // the last version that saw no evidence

class ModelReader {
 public:
  ModelReader(std::string_view bytes, const std::string& path) : bytes_(bytes), path_(path) {}

  ModelFile read() {
    read_header();
    check();
    ModelFile out;
    out.header = std::move(header_);
    Weights& w = out.weights;
    w.heads = heads_;
    w.knows_kinds = knows_kinds_;
    w.sees_evidence = sees_evidence_;
    take(w.row_mean, row_feature_count);
    take(w.row_scale, row_feature_count);
    take(w.page_mean, page_feature_count);
    take(w.page_scale, page_feature_count);
    take(w.tokens, tokens_);
    take(w.row_of, tokens_);
    take(w.table, words_ * networks_ * embedding_size);
    take(w.table_scale, networks_);
    w.networks.resize(networks_);
    for (Weights::Member& network : w.networks) take(network);
    take(w.surrogate,
         row_feature_count + page_feature_count + (sees_evidence_ ? evidence_feature_count : 0));
    if (at_ != bytes_.size()) fail("has bytes behind its end");
    for (std::size_t i = 0; i < tokens_; ++i) {
      if (i > 0 && w.tokens[i - 1] >= w.tokens[i]) fail("has unsorted tokens");
      if (w.row_of[i] >= words_) fail("has a token without a row");
    }
    return out;
  }

 private:
  [[noreturn]] void fail(const std::string& why) const { throw Error({path_}, "the model " + why); }

  void read_header() {
    if (bytes_.compare(0, magic.size(), magic) != 0) fail("is not a dechaff model");
    for (;;) {
      const std::size_t end = bytes_.find('\n', at_);
      if (end == std::string::npos) fail("is cut short in its header");
      const std::string line(bytes_.substr(at_, end - at_));
      at_ = end + 1;
      if (line.empty()) return;
      const std::size_t space = line.find(' ');
      if (space == std::string::npos) fail("has a header line without a value");
      header_.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
  }

  std::uint64_t number(std::string_view key) const {
    for (const auto& [name, text] : header_) {
      if (name != key) continue;
      std::uint64_t value = 0;
      const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
      if (result.ec == std::errc{} && result.ptr == text.data() + text.size()) return value;
    }
    fail("lacks the number '" + std::string(key) + "' in its header");
  }

  /// Whether the header has the key; its words, parted by spaces, must be the first of `names`.
  std::size_t known_names(std::string_view key, std::span<const std::string_view> names) const {
    std::size_t count = 0;
    for (const auto& [name, text] : header_) {
      if (name != key) continue;
      for (std::string_view rest = text; !rest.empty(); ++count) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (count == names.size() || rest.substr(0, end) != names[count])
          fail("has other " + std::string(key) + " than this program knows");
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return count;
  }

  std::size_t named_heads() const { return known_names("row-heads", head_names); }

  bool named_kinds() const {
    const std::size_t count = known_names("kinds", page_kind_names);
    if (count != 0 && count != page_kind_count) fail("has other kinds than this program knows");
    return count != 0;
  }

  void check() {
    const std::uint64_t version = number(magic);
    if (version > newest_version) fail("is of a newer version than this program");
    if (version < one_network) fail("is of an unknown version");
    if (number("features") != feature_version) fail("was made for other line features");
    if (number("channels") != channel_count) fail("has another number of channels");
    networks_ = version == one_network ? 1 : number("networks");
    heads_ = version <= number_of_heads ? number("heads") : named_heads();
    knows_kinds_ = version > number_of_heads && named_kinds();
    sees_evidence_ = version > text_alone;
    if (sees_evidence_ && number("evidence-features") != evidence_feature_count)
      fail("was made for other evidence");
    words_ = number("words");
    tokens_ = number("tokens");
    if (networks_ < 1 || networks_ > most_networks || heads_ < 1 || heads_ > head_count ||
        words_ > TokenRows::most_rows || tokens_ > 4000000)
      fail("has impossible sizes");
    if (number("bytes") != bytes_.size() - at_) fail("is cut short");
    const auto* data = reinterpret_cast<const Bytef*>(bytes_.data() + at_);
    const auto sum = ::crc32(0, data, static_cast<uInt>(bytes_.size() - at_));
    if (number("crc32") != sum) fail("is damaged: its checksum differs");
  }

  template <class T>
  void take(std::vector<T>& out, std::size_t count) {
    if (bytes_.size() - at_ < count * sizeof(T)) fail("is cut short");
    out.resize(count);
    std::memcpy(out.data(), bytes_.data() + at_, count * sizeof(T));
    at_ += count * sizeof(T);
  }

  void take(Weights::Member& network) {
    take(network.enter, input_count);
    take(network.enter_page, channel_count * page_feature_count);
    take(network.pool1, channel_count * 2 * channel_count);
    for (Weights::Residual& block : network.blocks) {
      take(block.kernel, 5 * channel_count);
      take(block.bias, channel_count);
      take(block.point, channel_count);
    }
    if (sees_evidence_) {
      take(network.evidence.weights, channel_count * evidence_input_count);
      take(network.evidence.scale, channel_count);
    }
    take(network.pool2, channel_count * 2 * channel_count);
    take(network.pool2_bias, channel_count);
    take(network.out, heads_ * channel_count);
    take(network.out_bias, heads_);
    if (!knows_kinds_) return;
    take(network.kind, page_kind_count * 2 * channel_count);
    take(network.kind_bias, page_kind_count);
    take(network.out_of_kind, page_kind_count * heads_ * channel_count);
  }

  void take(QuantizedLayer& layer, std::size_t inputs) {
    layer.inputs = inputs;
    take(layer.weights, channel_count * inputs);
    take(layer.scale, channel_count);
    take(layer.bias, channel_count);
  }

  const std::string_view bytes_;
  const std::string& path_;
  std::size_t at_ = 0;
  std::vector<std::pair<std::string, std::string>> header_;
  std::size_t networks_ = 1, heads_ = 0, words_ = 0, tokens_ = 0;
  bool knows_kinds_ = false, sees_evidence_ = false;
};

}  // namespace

std::string ModelFile::value(const std::string& key) const {
  for (const auto& [name, text] : header) {
    if (name == key) return text;
  }
  return {};
}

ModelFile parse_model(std::string_view bytes, const std::string& path) {
  return ModelReader(bytes, path).read();
}

ModelFile load_model(const std::string& path) { return parse_model(read_file(path), path); }

ModelFile load_model(const RulesFolder& folder) {
  if (!folder.built_in() && folder.holds(built_in::model_path))
    return load_model(folder.path_of(built_in::model_path));
  return parse_model(built_in::find(built_in::model_path).value_or(""),
                     RulesFolder().path_of(built_in::model_path));
}

}  // namespace dechaff::model
