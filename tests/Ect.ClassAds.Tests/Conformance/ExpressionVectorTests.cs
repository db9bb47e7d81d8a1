namespace Ect.ClassAds.Tests.Conformance;

/// <summary>Every row of the vectors, those too in which releases of the reference differ: there ours is that of v25.0.13.</summary>
public sealed class ExpressionVectorTests
{
    [Fact]
    public void Every_expression_has_the_reference_s_answer()
    {
        var rows = Vectors.Expressions.ToList();
        rows.Should().HaveCountGreaterThan(700);
        rows.Select(row => (row, answer: row.Answer(EvaluationOptions.Default))).Where(pair => pair.answer != pair.row.Expected)
            .Select(pair => $"{pair.row.Text} is {pair.row.Expected}, not {pair.answer}").Should().BeEmpty();
    }

    [Fact]
    public void Every_expression_has_the_reference_s_answer_in_old_semantics() =>
        Vectors.Expressions.Where(row => !row.Old.StartsWith('('))
            .Select(row => (row, expected: row.Old.Length > 0 ? row.Old : row.Expected, answer: row.Answer(EvaluationOptions.OfOld))).Where(pair => pair.answer != pair.expected)
            .Select(pair => $"{pair.row.Text} is {pair.expected}, not {pair.answer}").Should().BeEmpty();

    [Fact]
    public void In_old_semantics_CurrentTime_is_the_time() =>
        Expression.Parse("CurrentTime == time()").Evaluate(null, EvaluationOptions.OfOld).Should().Be(Values.Value.True);
}
