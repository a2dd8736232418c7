"""An oracle of plansheet over a year, and the tests that hold plansheet to it.

`year_oracle` and what it rests on (`spans`, `figures`, `plan_model`, `returned`, `tasks_oracle`,
`indicators_oracle`, `levels`) were written from the design by somebody who had not read the code.
They import nothing of plansheet. `task_cases`, `figure_cases` and `level_cases` are worked out by
hand.

The design leaves some things open. The oracle reads it so:

- Who answers in a period is settled on its last day.
- `reported` of an indicator "counts agencies that gave every operand of cumulative", in every
  period; "n of N is that of the column that is judged" is about attainment: it is `unknown`
  wherever fewer gave that column than are expected, on one level too.
- A recurring task's row is about the turn that the period's last day lies in; that turn stays done
  until it ends. A turn of "ngày 20 hằng tháng" is the month, of "tháng 6 và tháng 12" the
  half-year; of "Thường xuyên" it is taken for the period, and nothing hangs on it. A document
  dated after the turn does not do it.
- What stands as done is judged again by the due date of the plan as it is now.
- Named leads differ where two of them give another status or progress, or documents that make
  another class; until it is decided the lower progress and the later document count. What shows of
  two documents of one class is left open. A lead who says nothing does not differ. While they
  differ the task is done for none of them in the next template; once it is done, it is for all of
  them, also for one that never reported.
- What was done stays done also where nobody answers any more.
- A member of a group that was done stays done while it is silent; an heir is done where everybody
  was whose place it takes.
- Two agencies that went the same way and have no heir may count as one or as two, and then a task
  that a group leads may be done or not.
- An heir's own figures and those that it absorbed are one sum where all are known, and asked for
  where none is.
- Any cumulative equal to what was prefilled is untouched: a file shows no more than that.
- A figure that rests on part of a district may be counted as reported or not, but never as N of N.
"""
