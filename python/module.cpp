// The Python module dechaff._dechaff: the library's Pipeline over strings, bytes, lists of them and
// Arrow buffers. Everything that takes time runs without the GIL. dechaff/__init__.py is its face.

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <atomic>
#include <cstring>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "dechaff.h"

namespace nb = nanobind;
using dechaff::Pipeline;

namespace {

using Texts = std::vector<std::string_view>;

/// The bytes of a str (UTF-8) or bytes object, which must outlive the view.
std::string_view view_of(nb::handle object) {
  if (PyUnicode_Check(object.ptr())) {
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(object.ptr(), &size);
    if (text == nullptr) throw nb::python_error();
    return {text, static_cast<std::size_t>(size)};
  }
  if (PyBytes_Check(object.ptr()))
    return {PyBytes_AS_STRING(object.ptr()),
            static_cast<std::size_t>(PyBytes_GET_SIZE(object.ptr()))};
  throw nb::type_error("a text is str or bytes");
}

/// None counts as an empty text.
Texts views_of(nb::list objects) {
  Texts out;
  for (nb::handle object : objects)
    out.push_back(object.is_none() ? std::string_view() : view_of(object));
  return out;
}

/// An object of the type of `like`.
nb::object same_type(nb::handle like, const std::string& text) {
  if (PyUnicode_Check(like.ptr()))
    return nb::steal(
        PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "strict"));
  return nb::bytes(text.data(), text.size());
}

/// Calls work(i) for i in [0, n) on `jobs` threads (0: all cores), without the GIL.
void for_each(std::size_t n, std::size_t jobs, const std::function<void(std::size_t)>& work) {
  const nb::gil_scoped_release free;
  if (jobs == 0) jobs = std::max(1U, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next{0};
  std::exception_ptr error;
  std::mutex mutex;
  const auto run = [&] {
    try {
      for (std::size_t i; (i = next++) < n;) work(i);
    } catch (...) {
      const std::scoped_lock lock(mutex);
      if (!error) error = std::current_exception();
      next = n;
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t t = 1; t < std::min(jobs, n); ++t) threads.emplace_back(run);
  run();
  for (std::thread& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
}

std::string_view id_of(const Texts& ids, std::size_t i) {
  return i < ids.size() ? ids[i] : std::string_view();
}

std::vector<std::string> clean_all(const Pipeline& pipeline, const Texts& texts, const Texts& ids,
                                   std::size_t jobs) {
  std::vector<std::string> out(texts.size());
  for_each(texts.size(), pipeline.in_order() ? 1 : jobs, [&](std::size_t i) {
    if (texts[i].data() != nullptr) out[i] = pipeline.clean_text(texts[i], id_of(ids, i));
  });
  return out;
}

nb::object clean_one(const Pipeline& pipeline, nb::object text, std::string_view id) {
  const std::string_view input = view_of(text);
  std::string out;
  {
    const nb::gil_scoped_release free;
    out = pipeline.clean_text(input, id);
  }
  return same_type(text, out);
}

nb::list clean_list(const Pipeline& pipeline, nb::list texts, nb::list ids, std::size_t jobs) {
  const std::vector<std::string> cleaned =
      clean_all(pipeline, views_of(texts), views_of(ids), jobs);
  nb::list out;
  for (std::size_t i = 0; i < cleaned.size(); ++i)
    out.append(texts[i].is_none() ? nb::none() : same_type(texts[i], cleaned[i]));
  return out;
}

/// The memory of an object with the buffer protocol, such as pyarrow.Buffer.
class Buffer {
 public:
  explicit Buffer(nb::handle object) {
    if (object.is_none()) return;
    if (PyObject_GetBuffer(object.ptr(), &view_, PyBUF_SIMPLE) != 0) throw nb::python_error();
    held_ = true;
  }
  ~Buffer() {
    if (held_) PyBuffer_Release(&view_);
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  const char* data() const { return held_ ? static_cast<const char*>(view_.buf) : nullptr; }
  std::size_t size() const { return held_ ? static_cast<std::size_t>(view_.len) : 0; }

 private:
  Py_buffer view_{};
  bool held_ = false;
};

/// The texts of an Arrow array of (large) strings or binaries by its buffers
/// (https://arrow.apache.org/docs/format/Columnar.html); null ones have no data.
Texts arrow_texts(const Buffer& validity, const Buffer& offsets, const Buffer& data,
                  std::size_t width, std::size_t first, std::size_t length) {
  if (width != 4 && width != 8) throw nb::value_error("offsets of 4 or 8 bytes");
  Texts out(length);
  if (length == 0) return out;
  if (offsets.size() < (first + length + 1) * width ||
      (validity.size() != 0 && validity.size() * 8 < first + length)) {
    throw nb::value_error("a buffer is too short");
  }
  const auto offset = [&](std::size_t i) -> std::size_t {
    std::int64_t wide = 0;
    std::int32_t narrow = 0;
    if (width == 8) {
      std::memcpy(&wide, offsets.data() + i * 8, 8);
    } else {
      std::memcpy(&narrow, offsets.data() + i * 4, 4);
      wide = narrow;
    }
    return static_cast<std::size_t>(wide);
  };
  for (std::size_t i = 0; i < length; ++i) {
    const std::size_t at = first + i;
    if (validity.size() != 0 &&
        (static_cast<unsigned char>(validity.data()[at / 8]) >> at % 8 & 1U) == 0)
      continue;
    const std::size_t begin = offset(at), end = offset(at + 1);
    if (begin > end || end > data.size())
      throw nb::value_error("an offset is outside of its buffer");
    out[i] =
        begin == end ? std::string_view("") : std::string_view(data.data() + begin, end - begin);
  }
  return out;
}

/// A new array's offsets of 8 bytes, its data, and its validity bits.
nb::tuple arrow_result(const Texts& given, const std::vector<std::string>& texts) {
  std::string offsets, data, validity((texts.size() + 7) / 8, '\0');
  std::size_t size = 0;
  for (const std::string& text : texts) size += text.size();
  data.reserve(size);
  offsets.reserve((texts.size() + 1) * 8);
  const auto put = [&offsets, &data] {
    const auto end = static_cast<std::int64_t>(data.size());
    offsets.append(reinterpret_cast<const char*>(&end), sizeof end);
  };
  put();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    data += texts[i];
    put();
    if (given[i].data() != nullptr)
      validity[i / 8] =
          static_cast<char>(static_cast<unsigned char>(validity[i / 8]) | 1U << i % 8);
  }
  return nb::make_tuple(nb::bytes(validity.data(), validity.size()),
                        nb::bytes(offsets.data(), offsets.size()),
                        nb::bytes(data.data(), data.size()));
}

nb::tuple clean_arrow(const Pipeline& pipeline, nb::object validity, nb::object offsets,
                      nb::object data, std::size_t width, std::size_t first, std::size_t length,
                      nb::list ids, std::size_t jobs) {
  const Buffer v(validity), o(offsets), d(data);
  const Texts texts = arrow_texts(v, o, d, width, first, length);
  return arrow_result(texts, clean_all(pipeline, texts, views_of(ids), jobs));
}

template <class Numbers>
nb::bytes packed(const Numbers& numbers) {
  return nb::bytes(reinterpret_cast<const char*>(numbers.data()),
                   numbers.size() * sizeof(numbers[0]));
}

template <class Number>
std::vector<Number> unpacked(std::string_view bytes) {
  if (bytes.size() % sizeof(Number) != 0) throw nb::value_error("not a whole number of keys");
  std::vector<Number> out(bytes.size() / sizeof(Number));
  if (!bytes.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
  return out;
}

/// A bytes object a text: its keys, 16 bytes each.
nb::list keys(const Pipeline& pipeline, nb::list texts, nb::list ids, std::size_t jobs) {
  const Texts views = views_of(texts), names = views_of(ids);
  std::vector<std::vector<Pipeline::Key>> found(views.size());
  for_each(views.size(), jobs,
           [&](std::size_t i) { found[i] = pipeline.keys(views[i], id_of(names, i)); });
  nb::list out;
  for (const auto& one : found) out.append(packed(one));
  return out;
}

nb::list clean_after(const Pipeline& pipeline, nb::list texts, nb::list earlier, nb::list ids,
                     std::size_t jobs) {
  const Texts views = views_of(texts), names = views_of(ids), known = views_of(earlier);
  if (known.size() != views.size()) throw nb::value_error("one bytes of keys for each text");
  std::vector<std::vector<Pipeline::Key>> before;
  for (const std::string_view one : known) before.push_back(unpacked<Pipeline::Key>(one));
  std::vector<std::string> cleaned(views.size());
  for_each(views.size(), jobs, [&](std::size_t i) {
    cleaned[i] = pipeline.clean_after(views[i], before[i], id_of(names, i));
  });
  nb::list out;
  for (std::size_t i = 0; i < cleaned.size(); ++i)
    out.append(texts[i].is_none() ? nb::none() : same_type(texts[i], cleaned[i]));
  return out;
}

std::vector<Pipeline::Decision> explain(const Pipeline& pipeline, nb::object text,
                                        std::string_view id) {
  const std::string_view input = view_of(text);
  const nb::gil_scoped_release free;
  return pipeline.clean(input, id).decisions;
}

/// For each text its bands and its shingles, 8 bytes each.
nb::list near_keys(nb::list texts, double threshold, std::size_t min_words, std::size_t jobs) {
  const Texts views = views_of(texts);
  std::vector<dechaff::NearKeys> found(views.size());
  for_each(views.size(), jobs,
           [&](std::size_t i) { found[i] = dechaff::near_keys(views[i], threshold, min_words); });
  nb::list out;
  for (const dechaff::NearKeys& one : found)
    out.append(nb::make_tuple(packed(one.bands), packed(one.shingles)));
  return out;
}

double similarity(nb::bytes a, nb::bytes b) {
  return dechaff::similarity(unpacked<std::uint64_t>({a.c_str(), a.size()}),
                             unpacked<std::uint64_t>({b.c_str(), b.size()}));
}

std::string learn(nb::list texts, nb::list ids, std::string host, std::size_t min_pages,
                  double min_share) {
  const Texts views = views_of(texts), names = views_of(ids);
  std::vector<dechaff::SitePage> pages;
  for (std::size_t i = 0; i < views.size(); ++i) pages.push_back({id_of(names, i), views[i]});
  const nb::gil_scoped_release free;
  return dechaff::learn_sites(pages, {min_pages, min_share, std::move(host)});
}

}  // namespace

NB_MODULE(_dechaff, m) {
  using Decision = Pipeline::Decision;
  nb::class_<Decision>(m, "Decision")
      .def_ro("action", &Decision::action)
      .def_ro("begin", &Decision::begin)
      .def_ro("end", &Decision::end)
      .def_ro("line", &Decision::line)
      .def_ro("stage", &Decision::stage)
      .def_ro("reason", &Decision::reason)
      .def_ro("why", &Decision::why)
      .def_ro("rule", &Decision::rule)
      .def_ro("score", &Decision::score)
      .def_ro("replacement", &Decision::replacement)
      .def("__repr__", [](const Decision& d) {
        return "<" + d.action + " line " + std::to_string(d.line) + ": " + d.reason + ">";
      });
  nb::class_<Pipeline>(m, "Pipeline")
      .def(
          "__init__",
          [](Pipeline* self, std::string recipe, std::vector<std::string> settings,
             std::vector<std::string> languages, std::string rules, bool model, bool evidence,
             bool ledger) {
            new (self) Pipeline({std::move(recipe), std::move(settings), std::move(languages),
                                 std::move(rules), model, evidence, ledger});
          },
          nb::arg("recipe"), nb::arg("settings"), nb::arg("languages"), nb::arg("rules"),
          nb::arg("model"), nb::arg("evidence"), nb::arg("ledger"))
      .def_prop_ro("in_order", &Pipeline::in_order)
      .def("clean", &clean_one, nb::arg("text"), nb::arg("id"))
      .def("clean_list", &clean_list, nb::arg("texts"), nb::arg("ids"), nb::arg("jobs"))
      .def("clean_arrow", &clean_arrow, nb::arg("validity").none(), nb::arg("offsets"),
           nb::arg("data").none(), nb::arg("width"), nb::arg("first"), nb::arg("length"),
           nb::arg("ids"), nb::arg("jobs"))
      .def("save", &Pipeline::save, nb::call_guard<nb::gil_scoped_release>())
      .def("abandon", &Pipeline::abandon, nb::call_guard<nb::gil_scoped_release>())
      .def("explain", &explain, nb::arg("text"), nb::arg("id"))
      .def("keys", &keys, nb::arg("texts"), nb::arg("ids"), nb::arg("jobs"))
      .def("clean_after", &clean_after, nb::arg("texts"), nb::arg("earlier"), nb::arg("ids"),
           nb::arg("jobs"));
  m.def("near_keys", &near_keys, nb::arg("texts"), nb::arg("threshold"), nb::arg("min_words"),
        nb::arg("jobs"));
  m.def("learn", &learn, nb::arg("texts"), nb::arg("ids"), nb::arg("host"), nb::arg("min_pages"),
        nb::arg("min_share"));
  m.def("site_of", &dechaff::site_of, nb::arg("id"));
  m.def("similarity", &similarity, nb::arg("a"), nb::arg("b"));
}
