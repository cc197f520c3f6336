using System.Reflection;

namespace Cake.Frosting.Internal;

/// <summary>What the class of a task says about it: its attributes, its base and which methods it overrides.</summary>
internal sealed class FrostingTaskType
{
    private readonly Type _type;
    private readonly Type? _base;

    public FrostingTaskType(Type type)
    {
        _type = type;
        _base = Ancestors(type).FirstOrDefault(IsTaskBase);
        Name = NameOf(type);
        Description = type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? string.Empty;
        ContinuesOnError = type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);
        Dependencies = [.. type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task)];
        ReverseDependencies = [.. type.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => attribute.Task)];
        DeclaredContext = type.BaseType is { } parent && IsTaskBase(parent) ? ContextOf(parent) : null;
        Context = _base is null ? null : ContextOf(_base);
    }

    public string Name { get; }

    public string Description { get; }

    public bool ContinuesOnError { get; }

    public IReadOnlyList<Type> Dependencies { get; }

    public IReadOnlyList<Type> ReverseDependencies { get; }

    /// <summary>The context named by the immediate base class; null where that is not one of the generic task bases.</summary>
    public Type? DeclaredContext { get; }

    /// <summary>The context that the task is called with, through any number of classes between it and the task base.</summary>
    public Type? Context { get; }

    /// <summary>Whether the task does anything when it runs.</summary>
    /// <exception cref="InvalidOperationException">The task derives from none of the task bases.</exception>
    public bool Runs =>
        _base is null
            ? throw new InvalidOperationException(
                $"This method expects all {nameof(IFrostingTask)} to be instances of {nameof(FrostingTask)} or {nameof(AsyncFrostingTask)}; '{_type.FullName}' is neither."
            )
            : Overrides(nameof(FrostingTask.Run)) || Overrides(nameof(AsyncFrostingTask.RunAsync));

    public static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    public bool Overrides(string method) =>
        _type
            .GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Any(candidate =>
                candidate.Name == method
                && candidate.DeclaringType != _base
                && candidate.GetBaseDefinition().DeclaringType == _base
            );

    private static bool IsTaskBase(Type type) =>
        type.IsConstructedGenericType
        && (
            type.GetGenericTypeDefinition() == typeof(FrostingTask<>)
            || type.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>)
        );

    private static Type ContextOf(Type taskBase) => taskBase.GenericTypeArguments[0];

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }
}
