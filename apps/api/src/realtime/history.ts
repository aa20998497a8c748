/** Which history of the database this is: a restore that loses commits begins another one. */
export interface History {
  /** Its name when this process started. */
  readonly epoch: string
  /** Its name now. */
  read(): Promise<string>
  /** Gives it another name than `seen`, unless somebody just has. Answers the name it has now. */
  renew(seen: string): Promise<string>
}
