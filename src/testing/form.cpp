#include "plume/testing/form.h"

#include <stdexcept>

#include "testing/bindings.h"
#include "testing/form_fields.h"
#include "testing/live_page.h"

namespace plume::testing {

dom::Node& Form::form_node() const {
  dom::Node& form = node();
  if (!form.is_element("form"))
    throw std::invalid_argument("the element of selector \"" + selector_ +
                                "\" is not a form: " + dom::outer_html(form));
  return form;
}

Value Form::fields() const {
  dom::Node& form = form_node();
  const FormFields fields(page_->document(), form);
  fields.check(data_);
  const dom::Node* const button = submitter_ ? &fields.submitter(*submitter_) : nullptr;
  return merged(merged(fields.defaults(button), phx_values_of(form)), data_);
}

Result Form::render_submit(Value value) const { return send_form("submit", fields(), value); }

Result Form::render_change(Value value) const {
  if (submitter_) throw std::invalid_argument("a submitter is for render_submit, and not for render_change");
  return send_form("change", fields(), value);
}

Form Form::put_submitter(std::string_view selector) const {
  Form form = *this;
  form.submitter_ = selector;
  return form;
}

}  // namespace plume::testing
