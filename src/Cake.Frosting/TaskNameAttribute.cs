namespace Cake.Frosting;

/// <summary>The name of a task; without it, the name of the class.</summary>
/// <param name="name">The name, as given to <c>--target</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The name; compared without regard to case.</summary>
    public string Name { get; } = name;
}
