/** Stands for what a version does not have. */
export default () => undefined;
