using Ect.ClassAds.Compiling;

namespace Ect.ClassAds.Tests.Compiling;

public sealed class CompilerTests
{
    private static readonly ClassAd Job = ClassAd.Parse("[ Need = 4; Wish = TARGET.Memory / 2 ]");

    private static readonly Shape Machines = ShapeOf("[ Memory = 8; Arch = \"X86_64\"; Start = MY.Memory > 2; Gpus = {1} ]");

    [Theory]
    [InlineData("TARGET.Memory >= MY.Need")]
    [InlineData("MY.Wish > 2 && TARGET.Arch == \"x86_64\"")]
    [InlineData("TARGET.Start")]
    [InlineData("member(TARGET.Memory, {1, 2})")]
    [InlineData("TARGET.Missing ?: versionGE(TARGET.Arch, \"1\")")]
    public void What_people_write_is_compiled(string text) => Compile(text).Should().NotBeNull();

    [Theory]
    [InlineData("TARGET.Memory > time()")]
    [InlineData("countMatches(x, TARGET.Gpus) > 0")]
    [InlineData("TARGET.Gpus[0] == 1")]
    [InlineData(".RIGHT.Memory > 1")]
    [InlineData("eval(\"true\")")]
    [InlineData("[a = 1].a")]
    public void The_rest_is_left_to_the_evaluator(string text) => Compile(text).Should().BeNull();

    [Fact]
    public void An_attribute_named_like_the_other_side_leaves_all_to_the_evaluator() =>
        new Compiler(ClassAd.Parse("[ Target = 1 ]").Node, Machines).IsPossible.Should().BeFalse();

    [Theory]
    [InlineData("MY.Need * 2 + 1", typeof(ConstantRow))]
    [InlineData("TARGET.Memory", typeof(ColumnRow))]
    [InlineData("TARGET.Memory > MY.Need", typeof(BinaryRow))]
    public void What_does_not_depend_on_the_machine_is_worked_out(string text, Type kind) => Compile(text).Should().BeOfType(kind);

    private static RowNode? Compile(string text) => new Compiler(Job.Node, Machines).OfJob(Expression.Parse(text).Node);

    private static Shape ShapeOf(string text)
    {
        var ad = ClassAd.Parse(text).Node;
        var shape = new Shape(ad.Unordered.Where(pair => !Shape.IsPlain(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value));
        shape.Add(ad, 0);
        return shape;
    }
}
