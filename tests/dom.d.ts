// What a script knows of its page and the compiler does not: which kind of element it looked up or was pressed.
// What scripts hand to each other is checked by the types in their comments.

interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}

interface Document {
  getElementById(id: string): any;
}

interface EventTarget {
  closest(selectors: string): any;
  readonly matches: any;
  readonly type: any;
}

interface Event {
  readonly detail: any;
}

interface HTMLFormControlsCollection {
  readonly [name: string]: any;
}
