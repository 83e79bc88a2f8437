"""What stands in a form before an agent writes: salutation, template, quotation, signature, recipients."""
